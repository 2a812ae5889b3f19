import { expect, test } from 'vitest';
import { Refusal, type RefusalKind, forbidden, invalid, notFound, statusOfRefusal } from './index.ts';

test('each kind has its status', () => {
	const statuses = Object.fromEntries(
		(Object.keys(statusOfRefusal) as RefusalKind[]).map((kind) => [kind, new Refusal(kind, 'x').status]),
	);
	expect(statuses).toEqual({
		invalid: 400,
		'signed-out': 401,
		forbidden: 403,
		'not-found': 404,
		conflict: 409,
		closed: 409,
		'too-large': 413,
		'too-many': 429,
		unavailable: 503,
	});
});

test('a refusal is an error with a code, its figures and the problems of each field', () => {
	const refusal = invalid([{ path: 'title', code: 'missing' }]);
	expect(refusal).toBeInstanceOf(Error);
	expect(refusal).toMatchObject({
		kind: 'invalid',
		code: 'invalid-input',
		params: {},
		problems: [{ path: 'title', code: 'missing' }],
	});
	expect(refusal.message).toContain('title');
	expect(forbidden('not-yours-to-do', { action: 'x' })).toMatchObject({ status: 403, params: { action: 'x' } });
	expect(forbidden('x').params).toEqual({});
});

test('what is hidden and what does not exist are the same to the last letter', () => {
	expect({ ...notFound() }).toEqual({ ...notFound() });
	expect(notFound().code).toBe('not-found');
});
