import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { encode, encodingFor, isWorthCompressing } from './encode.ts';

test('the better encoding that the client takes', () => {
	expect(encodingFor('gzip, deflate, br, zstd')).toBe('br');
	expect(encodingFor('gzip')).toBe('gzip');
	expect(encodingFor('br;q=0, gzip;q=0.5')).toBe('gzip');
	expect(encodingFor('br;q=0.0')).toBeUndefined();
	expect(encodingFor('identity')).toBeUndefined();
	expect(encodingFor('')).toBeUndefined();
});

test('texts are worth it, pictures and a few words are not', () => {
	expect(isWorthCompressing('text/html; charset=utf-8', 9000)).toBe(true);
	expect(isWorthCompressing('text/html', 100)).toBe(false);
	expect(isWorthCompressing('image/png', 9000)).toBe(false);
	const body = Buffer.from('a page '.repeat(500));
	expect(brotliDecompressSync(encode(body, 'br'))).toEqual(body);
	expect(gunzipSync(encode(body, 'gzip'))).toEqual(body);
});
