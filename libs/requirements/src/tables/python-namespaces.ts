/** As `PYTHON_IMPORTS`: modules of the `google` namespace, which is shared by many packages and has no rule. */
export const GOOGLE_IMPORTS = `
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
