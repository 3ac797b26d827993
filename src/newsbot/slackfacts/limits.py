"""How much Slack takes: one table. Text is counted in code points.

Where published numbers disagree the smaller one stands here, with the larger in a comment.
https://docs.slack.dev/reference/block-kit/blocks
"""

from __future__ import annotations

# A message or a view
MESSAGE_BLOCKS = 50
VIEW_BLOCKS = 100
MESSAGE_TEXT = 40_000  # cut there with a warning
UPDATE_TEXT = 4_000  # chat.update refuses more: msg_too_long
BUDGET = (
    9_000  # all text of all blocks; undocumented: 11,341 was refused, 9,597 taken (slackapi/bolt-js#2509)
)
METADATA_TYPE = 255
VIEW_TITLE = 24
VIEW_PRIVATE_METADATA = 3_000
VIEW_CALLBACK_ID = 255

# Blocks
BLOCK_ID = 255
HEADER_TEXT = 150
SECTION_TEXT = 3_000
SECTION_FIELDS = 10
SECTION_FIELD_TEXT = 2_000
CONTEXT_ELEMENTS = 10
ACTIONS_ELEMENTS = 25
CONTEXT_ACTIONS_ELEMENTS = 5
MARKDOWN_TEXT = 12_000  # over all markdown blocks of a message
IMAGE_URL = 3_000
IMAGE_ALT_TEXT = 2_000
IMAGE_TITLE = 2_000
INPUT_LABEL = 2_000
INPUT_HINT = 2_000
ALERT_TEXT = 200
CARD_TITLE = 150
CARD_BODY = 200
CARD_ACTIONS = 3
CAROUSEL_CARDS = 10
CONTAINER_TITLE = 150
CONTAINER_BLOCKS = 10
LIST_INDENT = 8

# Tables and charts
MESSAGE_TABLES = 1
TABLE_ROWS = 100
TABLE_COLUMNS = 20
DATA_TABLE_ROWS = 101  # header included; 201 in slackblocks 3.0.0
DATA_TABLE_COLUMNS = 20
DATA_TABLE_PAGE = 100
DATA_TABLE_TEXT = 20_000  # over all data tables of a message
MESSAGE_CHARTS = 2  # undocumented, found live (vercel/chat#696)
CHART_TITLE = 50
CHART_SERIES = 6  # series, or segments of a pie; 12 in slackblocks 3.0.0
CHART_POINTS = 20
CHART_LABEL = 20
CHART_AXIS = 50

# Elements
ACTION_ID = 255
BUTTON_TEXT = 75
BUTTON_VALUE = 2_000
BUTTON_URL = 3_000
BUTTON_LABEL = 75
ICON_BUTTON_VALUE = 2_000
CONFIRM_TITLE = 100
CONFIRM_TEXT = 300
CONFIRM_BUTTON = 30
PLACEHOLDER = 150
OPTIONS = 100
OVERFLOW_OPTIONS = 5
CHECK_OPTIONS = 10
OPTION_TEXT = 75
OPTION_VALUE = 150
OPTION_DESCRIPTION = 75
INPUT_LENGTH = 3_000

# Doors
ACK_S = 3  # a command or an action is to be acknowledged in this time
RESPONSE_URL_POSTS = 5
RESPONSE_URL_S = 30 * 60
SOCKETS = 10  # connections of one app
COMMAND_NAME = 32  # slash included
COMMANDS = 50
