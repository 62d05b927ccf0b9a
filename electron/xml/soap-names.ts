/** Names that every SOAP gateway shares: SOAP 1.1 and 1.2, WS-Addressing 1.0, WS-Security 1.0 (OASIS 200401). */
export const SOAP_12_NS = 'http://www.w3.org/2003/05/soap-envelope';
export const SOAP_11_NS = 'http://schemas.xmlsoap.org/soap/envelope/';
export const WSA_NS = 'http://www.w3.org/2005/08/addressing';
export const WSSE_NS = 'http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd';
