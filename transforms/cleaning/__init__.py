"""What each line of an article is: story, title, byline, caption, or what the page put around it."""
