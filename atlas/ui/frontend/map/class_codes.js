// Classes of units that have no colour of the ramp, as Python numbers them.

export const NOTHING_REACHES = -1;
export const NOT_COUNTED = -2;
export const NO_FIGURE = -3;
export const NOT_COMPARABLE = -4;
/** A unit that comes with its prefecture alone. */
export const WITH_PREFECTURE = -5;
/** A unit that is meant by a park, port or point in it alone. */
export const BY_SITE = -6;
/** A unit that only what addresses the whole province reaches. */
export const WIDE = -7;
