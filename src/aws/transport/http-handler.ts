// The SDK's sockets, by name: whoever loads the whole package gets its other handler too, and with it all of HTTP/2.
export { NodeHttpHandler } from '@smithy/node-http-handler';
