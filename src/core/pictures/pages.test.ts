import { afterAll, expect, test } from 'vitest';
import { createPictureRenderer, PictureFault } from './index.ts';
import { pdf } from './testing.ts';

const renderer = createPictureRenderer();
afterAll(() => renderer.close());

test('the pages of a PDF are counted and measured', async () => {
	expect(await renderer.pages(pdf([[595, 842]]))).toEqual({ count: 1, sizes: [{ width: 595, height: 842 }] });
	const mixed = await renderer.pages(
		pdf([
			[595, 842],
			[612, 792],
			[595, 842],
		]),
	);
	expect(mixed.count).toBe(3);
	expect(mixed.sizes).toHaveLength(2);
});

test('what is no PDF, or only its beginning, is named, and the process goes on', async () => {
	const broken = async (bytes: Uint8Array) =>
		expect(await renderer.pages(bytes).catch((fault) => fault)).toBeInstanceOf(PictureFault);
	await broken(new TextEncoder().encode('%PDF-1.7 nothing'));
	await broken(new Uint8Array());
	expect((await renderer.pages(pdf([[100, 100]]))).count).toBe(1);
});
