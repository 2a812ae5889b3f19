import { join } from 'node:path';
import type { Config } from '#core/config/index.ts';
import { createLocalFileStore } from './local-store.ts';
import { parseS3Url, s3PlaceName } from './s3/place.ts';
import { createS3FileStore } from './s3/store.ts';
import type { FileStore } from './store.ts';

/** Where a data folder's own files lie. */
export function localFilesFolder(dataDir: string): string {
	return join(dataDir, 'files');
}

/** The store that the settings name: the bucket of S3_URL, or the data folder. Nothing is asked of it yet. */
export function openFileStore(config: Pick<Config, 's3Url' | 'dataDir'>): FileStore {
	if (config.s3Url) return createS3FileStore(parseS3Url(config.s3Url));
	return createLocalFileStore(localFilesFolder(config.dataDir));
}

/** Where files lie, for people: without secrets. */
export function fileStoreName(config: Pick<Config, 's3Url' | 'dataDir'>): string {
	return config.s3Url ? s3PlaceName(parseS3Url(config.s3Url)) : localFilesFolder(config.dataDir);
}
