/**
 * Which distribution of PyPI gives a module whose name is another one: `MODULE DISTRIBUTION [~ OTHER ...]`, written
 * from general knowledge of the packages, nothing fetched. Others are packages that give the same module; the first
 * is meant unless a manifest names one of the others. `MODULE ? A B` is one that nobody can tell from the module
 * alone. The longest module wins. Modules that are called like their distribution need no row.
 */
export const PYTHON_IMPORTS = `
_cffi_backend cffi
_pytest pytest
_yaml PyYAML
absl absl-py
adodbapi pywin32
airflow apache-airflow ~ apache-airflow-core
allauth django-allauth
antlr4 antlr4-python3-runtime
apiclient google-api-python-client
appium Appium-Python-Client
apt ? python-apt
apt_pkg ? python-apt
atlassian atlassian-python-api
attr attrs
auth0 auth0-python
avro avro ~ avro-python3
aws_cdk aws-cdk-lib
barcode python-barcode
bidi python-bidi
Bio biopython
bio biopython
BioSQL biopython
blib2to3 black
bluetooth PyBluez ~ PyBluez2
board Adafruit-Blinka
bs4 beautifulsoup4
bson pymongo ~ bson
busio Adafruit-Blinka
cairo pycairo
camelot camelot-py
can python-can
cfnlint cfn-lint
Cheetah Cheetah3 ~ CT3
chess chess ~ python-chess
clip ? openai-clip clip
clr pythonnet
compose docker-compose
consul python-consul ~ py-consul
corsheaders django-cors-headers
cpuinfo py-cpuinfo
crispy_forms django-crispy-forms
crontab ? python-crontab crontab
Crypto ? pycryptodome pycrypto
Cryptodome pycryptodomex
cv2 opencv-python ~ opencv-python-headless opencv-contrib-python opencv-contrib-python-headless
daemon python-daemon
databricks ? databricks-sdk databricks-sql-connector databricks-cli
databricks.sdk databricks-sdk
databricks.sql databricks-sql-connector
dateutil python-dateutil
dbt dbt-core
debug_toolbar django-debug-toolbar
decouple python-decouple
digitalio Adafruit-Blinka
discord discord.py ~ py-cord nextcord discord
django_filters django-filter
djcelery django-celery
dns dnspython
docker docker ~ docker-py
docopt docopt ~ docopt-ng
docx python-docx ~ docx
dot_parser pydot
dotenv python-dotenv
editor python-editor
engineio python-engineio
environ django-environ ~ environ-config
escpos python-escpos
etcd python-etcd
exiftool PyExifTool
faiss faiss-cpu ~ faiss-gpu faiss-gpu-cu12
ffmpeg ffmpeg-python ~ python-ffmpeg
fitz PyMuPDF
fpdf fpdf2 ~ fpdf
frontmatter python-frontmatter
functional pyfunctional
fuse fusepy ~ fuse-python
gflags python-gflags
gi PyGObject
git GitPython
github PyGithub
github3 github3.py
gitlab python-gitlab
gnupg python-gnupg ~ gnupg
graphql graphql-core
grpc grpcio
grpc_health grpcio-health-checking
grpc_reflection grpcio-reflection
grpc_status grpcio-status
grpc_tools grpcio-tools
haystack ? haystack-ai farm-haystack django-haystack
health_check django-health-check
hwp5 pyhwp
hydra hydra-core
igraph igraph ~ python-igraph
imblearn imbalanced-learn
impala impyla
intuitlib intuit-oauth
jenkins python-jenkins
jks pyjks
jnius pyjnius
jose python-jose ~ josepy
jpype JPype1
jwt PyJWT ~ jwt
kafka kafka-python ~ kafka-python-ng
kerberos kerberos ~ pykerberos
keycloak python-keycloak
lark lark ~ lark-parser
ldap python-ldap
Levenshtein Levenshtein ~ python-Levenshtein
libarchive libarchive-c
libfuturize future
linebot line-bot-sdk
llama_cpp llama-cpp-python
llama_index llama-index ~ llama-index-core
llama_index.core llama-index-core ~ llama-index
logstash python-logstash
magic ? python-magic file-magic
markdown_it markdown-it-py
memcache python-memcached ~ python3-memcached
mpl_toolkits matplotlib
multipart python-multipart ~ multipart
mysql mysql-connector-python
mysql.connector mysql-connector-python
MySQLdb mysqlclient ~ MySQL-python
nacl PyNaCl
nanoid nanoid ~ py-nanoid
nats nats-py
newspaper newspaper3k ~ newspaper4k
nio matrix-nio
nmap python-nmap
novaclient python-novaclient
nvd3 python-nvd3
OCC pythonocc-core
odf odfpy
office365 Office365-REST-Python-Client
opencc OpenCC ~ opencc-python-reimplemented
OpenGL PyOpenGL
opensearchpy opensearch-py
OpenSSL pyOpenSSL
openstack openstacksdk
osgeo GDAL
paho paho-mqtt
past future
pcap pypcap
pdfminer pdfminer.six ~ pdfminer
phonenumber_field django-phonenumber-field
PIL Pillow
pinecone pinecone ~ pinecone-client
pkg_resources setuptools
plaid plaid-python
playhouse peewee
pptx python-pptx
psycopg2 psycopg2 ~ psycopg2-binary
pulsar pulsar-client
pwn pwntools
pylab matplotlib
pynvml nvidia-ml-py ~ pynvml
PyQt5.QtWebEngineWidgets PyQtWebEngine
pyrebase Pyrebase4 ~ Pyrebase
pyro Pyro5 ~ pyro-ppl
pysnmp pysnmp ~ pysnmp-lextudio
pythoncom pywin32
pythonjsonlogger python-json-logger
pywintypes pywin32
pywt PyWavelets
pyximport Cython
rapidjson python-rapidjson
readability readability-lxml
rest_framework djangorestframework
rest_framework_simplejwt djangorestframework-simplejwt
robot robotframework
rpds rpds-py
RPi RPi.GPIO ~ rpi-lgpio
RPi.GPIO RPi.GPIO ~ rpi-lgpio
ruamel ruamel.yaml
saml2 pysaml2
samtranslator aws-sam-translator
sass libsass
seleniumwire selenium-wire
serial pyserial ~ serial
serpapi google-search-results ~ serpapi
sha3 pysha3
shapefile pyshp
skbio scikit-bio
skimage scikit-image
sklearn scikit-learn
skopt scikit-optimize
slack slackclient
slugify python-slugify ~ unicode-slugify awesome-slugify
smartcard pyscard
smbus smbus2 ~ smbus smbus-cffi
snappy python-snappy
snowflake ? snowflake-connector-python snowflake-snowpark-python
snowflake.connector snowflake-connector-python
snowflake.snowpark snowflake-snowpark-python
socketio python-socketio
socks PySocks
sockshandler PySocks
soundfile soundfile ~ PySoundFile
speech_recognition SpeechRecognition
statsd statsd ~ python-statsd
stdnum python-stdnum
storages django-storages
strawberry strawberry-graphql
swiftclient python-swiftclient
tabula tabula-py
taggit django-taggit
talib TA-Lib ~ TA-Lib-binary
TCLIService PyHive
telebot pyTelegramBotAPI
telegram python-telegram-bot
tensorflow tensorflow ~ tensorflow-cpu tensorflow-gpu tensorflow-macos intel-tensorflow
thrift thrift ~ thriftpy2
tlslite tlslite-ng
tlz toolz
todoist todoist-python
twitter python-twitter ~ twitter
umap umap-learn
unrar unrar ~ python-unrar
usb pyusb ~ libusb1
usb1 libusb1
uwsgidecorators uwsgi
validate configobj
vlc python-vlc
vtkmodules vtk
weaviate weaviate-client
websocket websocket-client
webview pywebview
whisper openai-whisper
whois python-whois ~ whois
wikipediaapi Wikipedia-API
win32api pywin32
win32clipboard pywin32
win32com pywin32
win32con pywin32
win32event pywin32
win32file pywin32
win32gui pywin32
win32process pywin32
win32service pywin32
win32serviceutil pywin32
win32ui pywin32
wx wxPython
xdg pyxdg ~ xdg
xdist pytest-xdist
Xlib python-xlib
yaml PyYAML
zmq pyzmq
`;
