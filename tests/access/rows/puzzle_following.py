from ..row import EVERYONE, Row

# Anybody may ask to be told by mail.
FOLLOWING: dict[str, Row] = {"puzzle:follow": Row(EVERYONE)}
