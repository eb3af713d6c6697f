/** A QR code: whether each of its `size` by `size` modules is dark. */
export interface Code {
  size: number;
  get(x: number, y: number): boolean;
}
export function generate(text: string): Code;
/** The dark modules as path data, a module one unit wide. */
export function toSvgPath(code: Code): string;
