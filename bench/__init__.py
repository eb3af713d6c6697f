"""The dashboard's speed and size beside an empty Streamlit script and a Dash page."""
