import { createRequire } from 'node:module';

/** A bucket on an S3 server for one test file. */
export interface S3Server {
	/** As S3_URL has it, with key and secret; a prefix may be put after it. */
	url: string;
	stop(): Promise<void>;
}

interface S3rver {
	run(): Promise<{ port: number }>;
	close(): Promise<void>;
}

/**
 * s3rver from npm, over a folder; or the bucket that TEST_S3_URL names, for trying the same tests on another kind of
 * server. s3rver knows its keys but does not check signatures of version 4: those have a test of their own.
 */
export async function startS3Server(folder: string): Promise<S3Server> {
	const given = process.env.TEST_S3_URL;
	if (given) return { url: given, stop: async () => undefined };
	const S3rver = createRequire(import.meta.url)('s3rver') as new (options: object) => S3rver;
	const server = new S3rver({
		port: 0,
		address: '127.0.0.1',
		silent: true,
		directory: folder,
		configureBuckets: [{ name: 'orrery' }],
	});
	const { port } = await server.run();
	return { url: `http://S3RVER:S3RVER@127.0.0.1:${port}/orrery`, stop: () => server.close() };
}
