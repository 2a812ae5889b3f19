import { execFileSync } from 'node:child_process';
import { unzipSync } from 'fflate';
import { PDFDocument } from '@cantoo/pdf-lib';
import { afterAll, describe, expect, test } from 'vitest';
import { createPictureRenderer } from '#core/pictures/index.ts';
import { png, spliced } from '#core/pictures/testing.ts';
import { scrubBytes } from './scrub-bytes.ts';
import { tellingDocx, tellingPdf, unpackedBytes, waysToWrite } from './testing.ts';

const renderer = createPictureRenderer();
afterAll(() => renderer.close());
const docx = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';

/** Tokens that were handed out, and which of them bytes still hold. */
function tokens() {
	const given = new Map<string, string>();
	return {
		given,
		token: (place: string) => {
			const word = `Zz${place.replaceAll('-', '')}Q`;
			given.set(place, word);
			return word;
		},
		foundIn(bytes: Uint8Array) {
			return [...given]
				.filter(([, word]) => waysToWrite(word).some((way) => bytes.includes(way as never)))
				.map(([p]) => p);
		},
	};
}

async function jpegWithExif(word: string): Promise<Uint8Array> {
	const [jpeg] = await renderer.render(png(40, 40), 'image/png', [{ width: 40, height: 40, mediaType: 'image/jpeg' }]);
	const data = Buffer.concat([Buffer.from('Exif\0\0'), Buffer.from(word)]);
	const head = Buffer.from([0xff, 0xe1, 0, 0]);
	head.writeUInt16BE(data.length + 2, 2);
	return spliced(Buffer.from(jpeg as Uint8Array), Buffer.concat([head, data]));
}

const fault = (mediaType: string, bytes: Uint8Array) =>
	scrubBytes(mediaType, bytes).then(
		() => 'scrubbed',
		(error) => error.code ?? error,
	);

describe('a PDF', () => {
	test('loses all that names its maker, and nothing that it shows', async () => {
		const { given, token, foundIn } = tokens();
		const telling = await tellingPdf(token, 'What we found (100%)', await jpegWithExif(token('camera')));
		// The search finds what is there before it is trusted to find nothing.
		expect(foundIn(unpackedBytes(telling))).toEqual([...given.keys()]);
		const copy = await scrubBytes('application/pdf', telling);
		expect(foundIn(unpackedBytes(copy))).toEqual([]);
		expect(foundIn(execFileSync('pdfinfo', ['-'], { input: copy }))).toEqual([]);
		const reading = await renderer.read(copy);
		expect(reading.pages).toEqual((await renderer.read(telling)).pages);
		expect(reading.pages[0]).toContain('What we found (100%)');
		const pdf = await PDFDocument.load(copy, { updateMetadata: false });
		expect([pdf.getTitle(), pdf.getAuthor(), pdf.getProducer(), pdf.getCreationDate()]).toEqual(
			Array(4).fill(undefined),
		);
		// The link within the document and the highlight are still there.
		expect(pdf.getPage(0).node.Annots()?.size()).toBe(2);
		expect(await scrubBytes('application/pdf', telling)).toEqual(copy);
	});

	test('loses what an earlier revision held', async () => {
		const { token, foundIn } = tokens();
		const pdf = await PDFDocument.load(await tellingPdf(token, 'First'), { forIncrementalUpdate: true });
		pdf.getPage(0).drawText('second');
		const later = Buffer.concat([await tellingPdf(token, 'First'), await pdf.saveIncremental(pdf.takeSnapshot())]);
		expect(foundIn(unpackedBytes(later)).length).toBeGreaterThan(20);
		expect(foundIn(unpackedBytes(await scrubBytes('application/pdf', later)))).toEqual([]);
	});

	test('that is locked or damaged has no copy', async () => {
		const pdf = await PDFDocument.create();
		pdf.addPage();
		pdf.encrypt({ userPassword: '', ownerPassword: 'x', permissions: {} });
		expect(await fault('application/pdf', await pdf.save({ useObjectStreams: false }))).toBe('file-locked');
		expect(await fault('application/pdf', Buffer.from('%PDF-1.7 nothing'))).toBe('file-broken');
		const telling = await tellingPdf((place) => place, 'x');
		expect(await fault('application/pdf', telling.subarray(0, 400))).toBe('file-broken');
	});

	test('goes through the picture process, whose faults are codes', async () => {
		const copied = await renderer.scrub(await tellingPdf((place) => place, 'x'), 'application/pdf');
		expect('bytes' in copied && copied.bytes.length).toBeGreaterThan(500);
		expect(await renderer.scrub(Buffer.from('%PDF-'), 'application/pdf')).toEqual({ fault: 'file-broken' });
		expect(await renderer.scrub(Buffer.from('PK'), 'application/zip')).toEqual({ fault: 'file-type' });
	});
});

describe('a Word document', () => {
	test('loses its people, changes and addresses, and keeps what is read', async () => {
		const { given, token, foundIn } = tokens();
		const telling = await tellingDocx(token, 'What we found');
		const whole = (bytes: Uint8Array) =>
			Buffer.concat(Object.values(unzipSync(bytes)).map((part) => Buffer.from(part)));
		expect(foundIn(whole(telling))).toEqual([...given.keys()]);
		const copy = await scrubBytes(docx, telling);
		expect(foundIn(whole(copy))).toEqual([]);
		const parts = unzipSync(copy);
		expect(Object.keys(parts).sort()).toEqual([
			'[Content_Types].xml',
			'_rels/.rels',
			'word/_rels/document.xml.rels',
			'word/_rels/settings.xml.rels',
			'word/document.xml',
			'word/settings.xml',
		]);
		const text = Buffer.from(parts['word/document.xml'] as Uint8Array).toString();
		expect(text.replace(/<[^>]*>/g, '')).toContain('What we found and moreour code');
		expect(text).not.toContain('rsid');
		expect(Buffer.from(parts['[Content_Types].xml'] as Uint8Array).toString()).not.toContain('comments');
		expect(await fault(docx, Buffer.from('no zip'))).toBe('file-broken');
	});
});

describe('other files', () => {
	test('are clean pictures, plain texts, or refused', async () => {
		const { token, foundIn } = tokens();
		const jpeg = await jpegWithExif(token('camera'));
		expect(foundIn(jpeg)).toEqual(['camera']);
		expect(foundIn(await scrubBytes('image/jpeg', jpeg))).toEqual([]);
		const remark = Buffer.from(`\x21\xfe\x08${token('gif').padEnd(8)}\x00`, 'latin1');
		const gif = Buffer.concat([
			Buffer.from('GIF89a\x01\x00\x01\x00\x80\x00\x00\x00\x00\x00\xff\xff\xff', 'latin1'),
			remark,
			Buffer.from(',\x00\x00\x00\x00\x01\x00\x01\x00\x00\x02\x02D\x01\x00;', 'latin1'),
		]);
		expect(foundIn(gif)).toEqual(['gif']);
		const clean = await scrubBytes('image/gif', gif);
		expect(foundIn(clean)).toEqual([]);
		expect(clean.length).toBe(gif.length - remark.length);
		expect(await scrubBytes('text/plain', Buffer.from('words'))).toEqual(Buffer.from('words'));
		for (const type of ['application/zip', 'video/mp4', 'application/octet-stream', 'image/tiff', 'text/html']) {
			expect(await fault(type, Buffer.from('anything'))).toBe('file-type');
		}
	});
});
