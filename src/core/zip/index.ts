export { type PackedFile, packZip } from './pack.ts';
export { unpackZip, ZipFault, type ZipFaultCode, type ZipLimits } from './unpack.ts';
