"""The programme's tables as geodata: loading, checking, selecting, summing up and drawing. Pure Python, without Streamlit."""
