/** As the command line, the services protocol, OpenAPI and SARIF say it. */
export const PRODUCT_VERSION = '0.1.0';
