import type { SquatTable } from './testing/squat-table';

/** Made up for this test, by hand, one way to imitate after another: the target, then squats of it. None was looked up. */
export const PYPI_SQUATS: SquatTable = {
  omission: `
    requests reqests rquests requets
    numpy nupy
    pandas panda pndas
    urllib3 urlib3
    cryptography crytography cryptograhy
    setuptools setuptool
    tensorflow tensorflw
    python-dateutil python-dateutl
    beautifulsoup4 beautifulsop4
    django djngo
    matplotlib matplotlb`,
  repetition: `
    requests requestss requeests
    numpy nummpy numpyy
    pandas panndas pandass
    flask flaask
    django djangoo
    cryptography cryptographyy
    sqlalchemy sqlalchemmy
    pillow pilllow
    boto3 botoo3
    scikit-learn scikit-learnn`,
  transposition: `
    requests reqeusts requsets
    numpy nupmy
    pandas pnadas padnas
    urllib3 urlilb3
    django djagno dajngo
    flask falsk
    cryptography crpytography
    setuptools setutpools
    tensorflow tensroflow
    python-dateutil python-datetuil
    sqlalchemy sqlalcehmy
    selenium seleinum
    colorama coloarma`,
  substitution: `
    requests requesrs rwquests
    numpy numpt bumpy
    pandas pandaa psndas
    django djanfo
    flask flssk
    cryptography cryptograohy
    matplotlib matplitlib
    tensorflow tensirflow
    colorama colorema
    selenium selenuum
    setuptools seruptools
    pyyaml pyyamk
    certifi certify`,
  insertion: `
    requests requestes requrests
    numpy numpay
    pandas pandaas pandast
    django djangos
    flask flasks
    cryptography cryptographye
    sqlalchemy sqlalchemyx
    setuptools setupitools
    colorama colourama
    urllib3 urllibe3`,
  separator: `
    python-dateutil pythondateutil
    scikit-learn scikitlearn
    typing-extensions typingextensions typing-extension-s
    charset-normalizer charsetnormalizer
    google-auth googleauth
    pyyaml py-yaml
    setuptools setup-tools
    beautifulsoup4 beautiful-soup4 beautifulsoup-4
    psycopg2-binary psycopg2binary
    websocket-client websocketclient
    urllib3 url-lib3
    sqlalchemy sql-alchemy`,
  homoglyph: `
    requests гequests requеsts requests\u200d
    numpy nurnpy nυmpy
    pillow pi11ow pill0w
    django djang0 djаngo
    colorama c0lorama co1orama
    urllib3 ur1lib3 urIlib3
    flask fIask f1ask
    boto3 b0to3
    tornado tomado
    openai 0penai
    werkzeug vverkzeug
    click dick cl1ck`,
  combosquat: `
    requests python-requests requests-official requests-lib py-requests
    numpy numpy-utils python-numpy numpy-latest
    pandas pandas-tools python-pandas pandas-fixed
    django django-official django-patched
    flask flask-core secure-flask
    cryptography cryptography-fix cryptography-plus
    openai openai-official openai-free openai-sdk
    urllib3 urllib3-secure urllib3-updated
    boto3 boto3-helper boto3-beta
    pydantic pydantic-utils
    sqlalchemy sqlalchemy-pro
    beautifulsoup4 real-beautifulsoup4
    tensorflow tensorflow-premium`,
  suffix: `
    requests requests2 requests3 requests-py requests-python
    numpy numpy2 numpy-py
    pandas pandas3 pandas-python
    django django2 django-py
    urllib3 urllib2 urllib4 urllib
    beautifulsoup4 beautifulsoup5
    boto3 boto4
    openai openai-py openai2
    flask flask2 flask-python
    pyyaml pyyaml3 pyyaml-py`,
  'word-order': `
    python-dateutil dateutil-python
    scikit-learn learn-scikit
    typing-extensions extensions-typing
    charset-normalizer normalizer-charset
    google-auth auth-google
    websocket-client client-websocket
    psycopg2-binary binary-psycopg2
    more-itertools itertools-more
    importlib-metadata metadata-importlib
    google-cloud-storage google-storage-cloud`,
};
