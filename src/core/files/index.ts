export { downloadHeaders } from './download.ts';
export { copyFiles, type CopyReport } from './copy.ts';
export { createLocalFileStore } from './local-store.ts';
export { fileStoreName, localFilesFolder, openFileStore } from './open-store.ts';
export { type S3Place, parseS3Url, s3PlaceName } from './s3/place.ts';
export { createS3FileStore } from './s3/store.ts';
export { headBytes, mediaTypeOf, typeAccepted, unknownType } from './media-type.ts';
export { safeFileName } from './names.ts';
export {
	type ByteRange,
	type Digest,
	type FileStore,
	isDigest,
	type ListedFile,
	type OpenFile,
	readFileBytes,
	StoreAway,
	StoreRefuses,
	type StoredFile,
	storeIsAway,
} from './store.ts';
export { grantFile, grantFiles, type NewGrant, openGrant } from './grants.ts';
export { type FileRow, removeFiles, storeBytes, storeUpload, type Upload } from './uploads.ts';
export { filePersonData } from './person-data.ts';
export { type FileFault, type FileHolder, heldByFiles, sweepFiles, verifyFiles } from './upkeep.ts';
export { type FileReferences, type ReferredFile, referredFiles } from './references.ts';
export { checkReferredFiles, type ReferredFileFault } from './check.ts';
