import { expect, test } from 'vitest';
import { Refusal } from '#core/refusal/index.ts';
import { guardFormData, heldFormBytes, plainFormBytes } from './form-data.ts';
import { typedTexts } from './typed.ts';

function guarded(body: BodyInit, type?: string): Request {
	const headers =
		type === undefined ? undefined : { 'content-type': type, 'content-length': String(body).length.toString() };
	const request = new Request('http://localhost/', { method: 'POST', body, ...(headers ? { headers } : {}) });
	guardFormData(request);
	return request;
}

test.each([
	['a=b', 'text/plain'],
	['{}', 'application/json'],
	['abc', 'multipart/form-data'],
	['--b\r\ncontent-disposition: form-data; name="a"\r\n\r\nb', 'multipart/form-data; boundary=b'],
])('%j as %s is refused, not a fault', async (body, type) => {
	const refusal = await guarded(body, type)
		.formData()
		.catch((thrown: unknown) => thrown);
	expect(refusal).toBeInstanceOf(Refusal);
	expect(refusal).toMatchObject({ status: 400, code: 'malformed-form' });
});

test('NUL is taken out of names and values; files and repeated names stay', async () => {
	const form = new FormData();
	form.append('a', 'x\0y');
	form.append('a', 'z');
	form.append('n\0', '\0');
	form.append('file', new File(['\0'], 'f.bin'));
	const read = await guarded(form).formData();
	expect(read.getAll('a')).toEqual(['xy', 'z']);
	expect(read.get('n')).toBe('');
	expect((read.get('file') as File).size).toBe(1);
});

/** A form as a browser sends it, with the length said. */
function posted(entries: Record<string, string>, more: Record<string, string> = {}): Request {
	const body = new URLSearchParams(entries).toString();
	const headers = {
		'content-type': 'application/x-www-form-urlencoded',
		'content-length': String(Buffer.byteLength(body)),
		...more,
	};
	const request = new Request('http://localhost/', { method: 'POST', body, headers });
	guardFormData(request);
	return request;
}
const refusalOf = (work: () => unknown) =>
	Promise.resolve()
		.then(work)
		.then(
			() => 'read',
			(thrown: unknown) => (thrown instanceof Refusal ? thrown.code : String(thrown)),
		);

test('of a form that is too heavy nothing is taken, and what was typed can be shown again', async () => {
	const report = `It began on a Monday. ${'And so on. '.repeat(plainFormBytes / 8)}`;
	const request = posted({ revision: '12', note: '写于会后。', report, carried: '{"a": "b c d e f"}' });
	expect(await refusalOf(() => request.formData())).toBe('request-too-large');
	expect(typedTexts(request)).toEqual(['写于会后。', report.trim()]);
	for (const way of ['text', 'json', 'arrayBuffer'] as const) {
		expect(await refusalOf(() => posted({ report })[way]())).toBe('request-too-large');
	}
	expect(await refusalOf(() => posted({ report }).body)).toBe('request-too-large');
	expect(await refusalOf(() => posted({ note: 'short' }).formData())).toBe('read');
});

test('what is hidden while it is typed is not shown again', async () => {
	const request = posted({
		note: 'A note of words.',
		password: 'several words in a row',
		'smtp.password': 'and more of them',
	});
	await request.formData();
	expect(typedTexts(request)).toEqual(['A note of words.']);
});

test('one that is heavier than people write, or does not say how heavy it is, is not read at all', async () => {
	const huge = posted({ report: 'a b '.repeat(1_200_000) });
	expect(await refusalOf(() => huge.formData())).toBe('request-too-large');
	expect(typedTexts(huge)).toEqual([]);
	const request = posted({ report: 'a b c d e f g h' }, { 'content-length': '' });
	request.headers.delete('content-length');
	const unsaid = new Request('http://localhost/', {
		method: 'POST',
		headers: request.headers,
		body: 'report=a+b+c+d+e',
	});
	guardFormData(unsaid);
	expect(await refusalOf(() => unsaid.formData())).toBe('request-too-large');
	expect(typedTexts(unsaid)).toEqual([]);
});

test('what was typed is what a person wrote: no identifiers, figures, choices or files', async () => {
	const form = new FormData();
	const entries = {
		id: 'fehnhsk787s1j3c890tx',
		n: '42',
		choice: 'publish',
		code: '123456',
		to: 'Dr A',
		text: ' Two words.\r\nMore. ',
	};
	for (const [name, value] of Object.entries(entries)) form.append(name, value);
	form.append('again', 'Two words.\r\nMore.');
	form.append('file', new File(['a b c d e f g h'], 'f.txt'));
	const request = new Request('http://localhost/', { method: 'POST', body: form });
	guardFormData(request);
	expect(typedTexts(request)).toEqual([]);
	await request.formData();
	expect(typedTexts(request)).toEqual(['Two words.\r\nMore.']);
});

test('of a form with files no more is held than may be, whatever it says of its length; the rest is read past', async () => {
	const piece = new Uint8Array(100_000);
	const boundary = 'b';
	/** A form whose file never ends, as a program sends it: in pieces, without a length. */
	const endless = (pieces: number) => {
		let sent = 0;
		const body = new ReadableStream<Uint8Array>({
			pull(controller) {
				if (sent === 0) {
					const head = `--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="a"\r\n\r\n`;
					controller.enqueue(new TextEncoder().encode(head));
				}
				sent += 1;
				if (sent <= pieces) return controller.enqueue(piece);
				controller.enqueue(new TextEncoder().encode(`\r\n--${boundary}--\r\n`));
				controller.close();
			},
		});
		const headers = { 'content-type': `multipart/form-data; boundary=${boundary}` };
		const init = { method: 'POST', headers, body, duplex: 'half' };
		return { request: new Request('http://localhost/', init as RequestInit), sent: () => sent };
	};
	const refused = endless(50);
	guardFormData(refused.request);
	expect(await refusalOf(() => refused.request.formData())).toBe('request-too-large');
	// All of it was taken, or whoever sends it would hear nothing.
	expect(refused.sent()).toBe(51);
	const list = endless(50);
	guardFormData(list.request, () => heldFormBytes.signedIn);
	const read = await list.request.formData();
	expect((read.get('file') as File).size).toBe(5_000_000);
});
