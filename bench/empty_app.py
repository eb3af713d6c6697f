"""The least a Streamlit page can be: one button, and a line that its click changes."""

import streamlit as st

runs = st.session_state["runs"] = st.session_state.get("runs", 0) + 1
st.button("Again")
st.text(f"Run {runs}")
