"""The two ways of doing what a flow asks for: blocking the thread, or awaiting."""
