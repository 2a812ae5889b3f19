import { expect, test } from 'vitest';
import { Refusal } from '#core/refusal/index.ts';
import { guardFormData } from './form-data.ts';

function guarded(body: BodyInit, type?: string): Request {
	const headers = type === undefined ? undefined : { 'content-type': type };
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
