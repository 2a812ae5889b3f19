import fc from 'fast-check';
import { expect, test } from 'vitest';
import { bulkKinds } from '#modules/calls/bulk-action.ts';
import { type Chosen, chosenParams, readChosen } from './bulk-form.ts';

test('what was chosen comes back from the address to which the form is posted, so that a refusal shows it again', () => {
	const id = fc.stringMatching(/^[0-9a-z]{20}$/);
	const chosen: fc.Arbitrary<Chosen> = fc.oneof(
		fc.record({
			kind: fc.constantFrom(...bulkKinds),
			query: fc.string({ unit: 'grapheme', maxLength: 40 }),
			ids: fc.constant<string[]>([]),
			all: fc.constant(true),
		}),
		fc.record({
			kind: fc.constantFrom(...bulkKinds),
			query: fc.constantFrom('', 'track:T3 (moon OR 月球) -withdrawn', 'a&b=c+d%20'),
			ids: fc.uniqueArray(id, { maxLength: 50 }),
			all: fc.constant(false),
		}),
	);
	fc.assert(
		fc.property(chosen, (given) => {
			const address = new URL(`?/look&${chosenParams(given)}`, 'http://x.example/bulk');
			expect(readChosen(address.searchParams)).toEqual(given);
			expect([...address.searchParams.keys()][0]).toBe('/look');
		}),
	);
});
