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
google ?
google.ads google-ads
google.ai.generativelanguage google-ai-generativelanguage
google.api googleapis-common-protos
google.appengine appengine-python-standard
google.auth google-auth
google.cloud ?
google.cloud.aiplatform google-cloud-aiplatform
google.cloud.alloydb google-cloud-alloydb
google.cloud.asset google-cloud-asset
google.cloud.automl google-cloud-automl
google.cloud.batch google-cloud-batch
google.cloud.bigquery google-cloud-bigquery
google.cloud.bigquery_datatransfer google-cloud-bigquery-datatransfer
google.cloud.bigquery_storage google-cloud-bigquery-storage
google.cloud.bigtable google-cloud-bigtable
google.cloud.compute google-cloud-compute
google.cloud.compute_v1 google-cloud-compute
google.cloud.container google-cloud-container
google.cloud.container_v1 google-cloud-container
google.cloud.dataproc google-cloud-dataproc
google.cloud.datastore google-cloud-datastore
google.cloud.dialogflow google-cloud-dialogflow
google.cloud.dns google-cloud-dns
google.cloud.documentai google-cloud-documentai
google.cloud.error_reporting google-cloud-error-reporting
google.cloud.exceptions google-cloud-core
google.cloud.firestore google-cloud-firestore
google.cloud.firestore_v1 google-cloud-firestore
google.cloud.functions google-cloud-functions
google.cloud.iam google-cloud-iam
google.cloud.kms google-cloud-kms
google.cloud.language google-cloud-language
google.cloud.language_v1 google-cloud-language
google.cloud.logging google-cloud-logging
google.cloud.monitoring google-cloud-monitoring
google.cloud.monitoring_v3 google-cloud-monitoring
google.cloud.ndb google-cloud-ndb
google.cloud.pubsub google-cloud-pubsub
google.cloud.pubsub_v1 google-cloud-pubsub
google.cloud.recaptchaenterprise google-cloud-recaptcha-enterprise
google.cloud.resourcemanager google-cloud-resource-manager
google.cloud.run google-cloud-run
google.cloud.run_v2 google-cloud-run
google.cloud.scheduler google-cloud-scheduler
google.cloud.secretmanager google-cloud-secret-manager
google.cloud.secretmanager_v1 google-cloud-secret-manager
google.cloud.spanner google-cloud-spanner
google.cloud.spanner_v1 google-cloud-spanner
google.cloud.speech google-cloud-speech
google.cloud.speech_v1 google-cloud-speech
google.cloud.sql.connector cloud-sql-python-connector
google.cloud.storage google-cloud-storage
google.cloud.tasks google-cloud-tasks
google.cloud.tasks_v2 google-cloud-tasks
google.cloud.texttospeech google-cloud-texttospeech
google.cloud.trace google-cloud-trace
google.cloud.translate google-cloud-translate
google.cloud.translate_v2 google-cloud-translate
google.cloud.translate_v3 google-cloud-translate
google.cloud.videointelligence google-cloud-videointelligence
google.cloud.vision google-cloud-vision
google.cloud.vision_v1 google-cloud-vision
google.cloud.workflows google-cloud-workflows
google.colab ?
google.genai google-genai
google.generativeai google-generativeai
google.iam grpc-google-iam-v1
google.longrunning googleapis-common-protos
google.oauth2 google-auth
google.protobuf protobuf
google.rpc googleapis-common-protos
google.type googleapis-common-protos
googleapiclient google-api-python-client
googlesearch googlesearch-python ~ google
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

/**
 * Shared first parts of which each second (or third) part is a package of its own: `azure.identity` is of
 * `azure-identity`. `MODULE COUNT`: so many parts make the name of the distribution, joined by hyphens. One that is imported
 * with fewer parts cannot be told.
 */
export const PYTHON_NAMESPACES = `
airflow.providers 3 apache-
azure 2
azure.ai 3
azure.cognitiveservices 4
azure.data 3
azure.keyvault 3
azure.mgmt 3
azure.monitor 3
azure.search 3
azure.storage 3
backports 2
flufl 2
jaraco 2
llama_index.embeddings 3
llama_index.llms 3
llama_index.readers 3
llama_index.vector_stores 3
opentelemetry.exporter 3
opentelemetry.instrumentation 3
repoze 2
sphinxcontrib 2
zc 2
zope 2
`;

/** Modules of namespaces that the rule of `PYTHON_NAMESPACES` would take for something else. */
export const PYTHON_NAMESPACE_ROWS = `
azure.core azure-core
azure.common azure-common
azure.cosmos azure-cosmos
azure.eventhub azure-eventhub
azure.functions azure-functions
azure.identity azure-identity
azure.servicebus azure-servicebus
azure.ai.ml azure-ai-ml
azure.storage.filedatalake azure-storage-file-datalake
azure.storage.fileshare azure-storage-file-share
azure.search.documents azure-search-documents
azure.core.exceptions azure-core
opentelemetry ? opentelemetry-api opentelemetry-sdk
opentelemetry.trace opentelemetry-api
opentelemetry.metrics opentelemetry-api
opentelemetry.context opentelemetry-api
opentelemetry.baggage opentelemetry-api
opentelemetry.propagate opentelemetry-api
opentelemetry.sdk opentelemetry-sdk
opentelemetry.semconv opentelemetry-semantic-conventions
opentelemetry.exporter.otlp opentelemetry-exporter-otlp ~ opentelemetry-exporter-otlp-proto-grpc opentelemetry-exporter-otlp-proto-http
opentelemetry.exporter.otlp.proto.grpc opentelemetry-exporter-otlp-proto-grpc
opentelemetry.exporter.otlp.proto.http opentelemetry-exporter-otlp-proto-http
zope.interface zope.interface
jaraco.functools jaraco.functools
`;
