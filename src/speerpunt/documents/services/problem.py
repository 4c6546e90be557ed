class DocumentProblem(Exception):
    """Why a paper or a folder cannot become as asked; the message is for the person at the screen."""
