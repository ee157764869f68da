"""People in foreign texts: names, posts and units, who carries out what and by when, in Chinese and English."""
