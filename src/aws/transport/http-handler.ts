// The SDK's HTTP handler by name: importing the whole package would also load its other handler, and all of HTTP/2.
export { NodeHttpHandler } from '@smithy/node-http-handler';
