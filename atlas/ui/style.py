"""The page around the views: Streamlit's own spacing and chrome, brought to the house's measure."""

from __future__ import annotations

from typing import Final

STYLE: Final = """<style>
body .stMainBlockContainer { padding: 0.75rem 1.5rem 2rem; max-width: 1760px; }
body .stMainBlockContainer > .stVerticalBlock { gap: 0.5rem; }
body .stElementContainer { opacity: 1 !important; transition: none !important; }
body .stStatusWidget { display: none; }
body .stAppHeader { background: transparent; height: 2.25rem; pointer-events: none; }
body .stAppHeader * { pointer-events: auto; }
@media (max-width: 767px) {
  body .stMainBlockContainer { padding: 0.25rem 0.75rem 1.5rem; }
  body .stAppHeader { display: none; }
}
@page {
  margin: 13mm 12mm 16mm;
  @bottom-center {
    content: counter(page) " / " counter(pages);
    font: 9pt sans-serif;
    color: #4c5867;
  }
}
@media print {
  html, body, body .stApp, body .stMain { color-scheme: light; background: #ffffff; }
  body .stSidebar, body .stAppHeader { display: none; }
  body .stMainBlockContainer { padding: 0; max-width: none; }
  body .stMainBlockContainer > .stVerticalBlock { display: block; }
}
</style>"""
"""Stands in the head of every page; `body` lets it win over Streamlit's rules, which come later.

Opacity and transition: while the script runs, Streamlit lets every element begin to fade. That
lifts each onto a layer of its own and back, and draws the whole map twice for every click; our
views say themselves what they wait for.

On a phone the filters open by a button with words on it (`frontend/filters/sheet.js`): the two
arrows in Streamlit's own header say nothing, and nothing in Chinese.

On paper the views stand one under the other on white, and every sheet has its number; what a view
leaves out there is in its own style.

The status widget says in English what `frontend/connection/line.js` says in the reader's language.
"""
