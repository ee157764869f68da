"""Words: masks, Markdown, numbering, dates and lists in Chinese and English."""
