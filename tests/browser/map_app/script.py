"""A page with the map, on which a click changes the selection and a button reruns."""

import streamlit as st

from atlas.ui.components import MAP_HEIGHT, Patch, mount
from tests.browser.map_payload import map_sent

st.set_page_config(layout="wide")


def choose(patch: Patch) -> None:
    """Take the selection over before the script runs again."""
    if "place" in patch:
        st.session_state["chosen"] = patch["place"]


st.session_state.setdefault("chosen", [])
st.session_state["runs"] = st.session_state.get("runs", 0) + 1
st.button("Rerun")
st.text(f"run {st.session_state['runs']}, chosen {st.session_state['chosen']}")
patch = mount(
    "map",
    key="map",
    data=map_sent("zh", selected=tuple(st.session_state["chosen"])),
    height=MAP_HEIGHT,
    on_change=choose,
)
st.text(f"patch {patch}")
