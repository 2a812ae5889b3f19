import { describe, expect, test } from 'vitest';
import { parseFault, parseListing } from './answers.ts';
import { parseS3Url, s3PlaceName, s3Url } from './place.ts';
import { signedHeaders } from './signature.ts';

describe('S3_URL', () => {
	test('names place, key and region', () => {
		const place = parseS3Url('s3://KEY:a%2Fb+c@s3.eu-central-1.amazonaws.com/our-files/2021/autumn');
		expect(place).toEqual({
			origin: 'https://s3.eu-central-1.amazonaws.com',
			bucket: 'our-files',
			prefix: '2021/autumn/',
			region: 'eu-central-1',
			accessKey: 'KEY',
			secretKey: 'a/b+c',
			inHost: false,
		});
		expect(s3PlaceName(place)).toBe('https://s3.eu-central-1.amazonaws.com/our-files/2021/autumn');
		expect(s3Url(place, 'ab/cd').href).toBe('https://s3.eu-central-1.amazonaws.com/our-files/2021/autumn/ab/cd');
		const local = parseS3Url('http://k:s@127.0.0.1:9000/files?region=garage&style=host');
		expect(local).toMatchObject({ origin: 'http://127.0.0.1:9000', prefix: '', region: 'garage', inHost: true });
		expect(s3Url({ ...local, origin: 'https://s3.example' }, undefined, { uploads: '' }).href).toBe(
			'https://files.s3.example/?uploads=',
		);
	});

	test('what is wrong with it is said without its secret', () => {
		for (const wrong of [
			's3://host/bucket',
			's3://k:hush@host',
			's3://k:hush@host/UPPER',
			's3://k:hush@host/bucket/a b',
			's3://k:hush@host/bucket/..%2f..',
			's3://k:hush@host/bucket?zone=x',
			's3://k:hush@host/bucket?style=sideways',
			'ftp://k:hush@host/bucket',
			'nothing',
		]) {
			expect(() => parseS3Url(wrong), wrong).toThrow();
			try {
				parseS3Url(wrong);
			} catch (error) {
				expect((error as Error).message).not.toContain('hush');
			}
		}
	});
});

test('a request is signed as the example of the documentation of S3 has it', () => {
	const key = {
		accessKey: 'AKIAIOSFODNN7EXAMPLE',
		secretKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
		region: 'us-east-1',
	};
	const headers = signedHeaders(
		{
			method: 'GET',
			url: new URL('https://examplebucket.s3.amazonaws.com/test.txt'),
			headers: { Range: 'bytes=0-9' },
		},
		key,
		Date.UTC(2013, 4, 24),
	);
	expect(headers.authorization).toMatch(/f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41$/);
	const listing = signedHeaders(
		{ method: 'GET', url: new URL('https://examplebucket.s3.amazonaws.com/?max-keys=2&prefix=J') },
		key,
		Date.UTC(2013, 4, 24),
	);
	expect(listing.authorization).toMatch(/34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7$/);
});

test('listings and faults are read', () => {
	const xml = `<?xml version="1.0"?><ListBucketResult xmlns="x"><IsTruncated>true</IsTruncated>
		<Contents><Key>a&amp;b</Key><LastModified>2021-10-10T01:00:00.000Z</LastModified><Size>7</Size></Contents>
		<Contents><Size>8</Size><Key>c</Key><LastModified>2021-10-10T01:00:01Z</LastModified></Contents>
		<NextContinuationToken>t&#x2F;1</NextContinuationToken></ListBucketResult>`;
	expect(parseListing(xml)).toEqual({
		objects: [
			{ key: 'a&b', bytes: 7, modified: Date.UTC(2021, 9, 10, 1) },
			{ key: 'c', bytes: 8, modified: Date.UTC(2021, 9, 10, 1, 0, 1) },
		],
		next: 't/1',
	});
	expect(() => parseListing('<html>please sign in</html>')).toThrow();
	expect(parseFault('<Error><Code>NoSuchKey</Code><Message>none</Message></Error>')).toEqual({
		code: 'NoSuchKey',
		message: 'none',
	});
	expect(parseFault('<Ok/>')).toBeUndefined();
});
