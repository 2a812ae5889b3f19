import { createHash } from 'node:crypto';
import { readForm } from '#core/multipart/index.ts';
import { expect, test } from 'vitest';
import { digestingStore } from './compare.ts';
import { maxSheetBytes } from './limits.ts';

const bytes = new TextEncoder().encode('%PDF-1.7 a letter');

test('a file is digested and not kept', async () => {
	const store = digestingStore();
	const body = new FormData();
	body.set('file', new File([bytes], 'letter.pdf'));
	const request = new Request('http://localhost/', { method: 'POST', body });
	const form = await readForm(request, { files: { file: { maxBytes: maxSheetBytes } }, store });
	expect(form.files.file?.digest).toBe(createHash('sha256').update(bytes).digest('hex'));
	expect(await store.has(form.files.file?.digest ?? '')).toBe(false);
});

test('pieces give the same digest as the whole', async () => {
	const pieces = (async function* () {
		yield bytes.slice(0, 5);
		yield bytes.slice(5);
	})();
	expect(await digestingStore().put(pieces)).toEqual(await digestingStore().put(bytes));
});

test('a file too large for a letter is a problem at its field', async () => {
	const body = new FormData();
	body.set('file', new File([bytes], 'letter.pdf'));
	const request = new Request('http://localhost/', { method: 'POST', body });
	const form = await readForm(request, { files: { file: { maxBytes: 4 } }, store: digestingStore() });
	expect(form.problems.map((problem) => problem.path)).toEqual(['file']);
});
