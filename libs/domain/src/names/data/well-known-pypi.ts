/** Roughly by how often they are asked for. */
export const WELL_KNOWN_PYPI = `
boto3 requests urllib3 setuptools certifi numpy pandas pip six pyyaml
python-dateutil typing-extensions cryptography packaging idna charset-normalizer botocore s3transfer wheel click
jinja2 markupsafe attrs pydantic pytest pluggy cffi pycparser protobuf rich
pygments sqlalchemy flask django fastapi starlette uvicorn gunicorn werkzeug aiohttp
httpx anyio websockets websocket-client redis celery kombu psycopg2 psycopg2-binary psycopg
pymongo mysqlclient pymysql asyncpg alembic scipy scikit-learn matplotlib seaborn plotly
tensorflow torch torchvision keras transformers tokenizers huggingface-hub datasets openai anthropic
langchain tiktoken xgboost lightgbm joblib numba sympy networkx pillow opencv-python
beautifulsoup4 lxml html5lib scrapy selenium playwright tqdm colorama tabulate termcolor
python-dotenv python-jose pyjwt passlib bcrypt paramiko fabric ansible docker kubernetes
google-auth google-cloud-storage google-api-core grpcio azure-core azure-identity awscli s3fs fsspec pyarrow
jsonschema marshmallow simplejson orjson ujson toml tomli pyparsing regex docutils
sphinx mkdocs black isort flake8 pylint mypy ruff coverage tox
nox pre-commit poetry virtualenv pipenv twine build hatchling flit filelock
platformdirs importlib-metadata zipp pytz tzdata arrow pendulum dateparser psutil watchdog
tenacity cachetools more-itertools decorator wrapt greenlet gevent tornado twisted eventlet
jupyter jupyterlab notebook ipython ipykernel nbconvert streamlit gradio dash bokeh
openpyxl xlrd xlsxwriter python-docx pypdf reportlab markdown pyserial pexpect sentry-sdk
loguru structlog faker hypothesis mock freezegun responses pytest-cov pytest-xdist pytest-asyncio
djangorestframework flask-cors flask-sqlalchemy graphene stripe twilio discord.py tweepy telethon web3
pycryptodome pyopenssl pynacl rsa ecdsa dnspython scapy shapely geopandas dask
`.trim();
