import { describe, expect, it } from 'vitest';
import { fieldKinds, fieldRoles } from '#modules/calls/form.ts';
import { mayRead, reviewerOf } from '#modules/calls/visibility.ts';
import { identifyingKinds, identifyingRoles } from '../../settings/identifying.ts';

/*
 * What a question is decides what a blind reader is denied, whatever the question says of its readers. `reviewer-view` and every
 * door to it ask this one rule; a new kind or role must be placed in the table.
 */

const blind = reviewerOf({ blind: 'double' });
const field = { visibleTo: 'reviewers' as const };

describe('at a double-blind stage', () => {
	it.each(fieldKinds)('field.kind = %s', (kind) => {
		expect(mayRead({ ...field, kind }, blind)).toBe(!identifyingKinds[kind]);
		expect(mayRead({ ...field, kind }, reviewerOf({ blind: 'single' }))).toBe(true);
	});

	it.each(fieldRoles)('field.role = %s', (role) => {
		expect(mayRead({ ...field, kind: 'short-text', role }, blind)).toBe(!identifyingRoles[role]);
		expect(mayRead({ ...field, kind: 'short-text', role }, reviewerOf({ blind: 'open' }))).toBe(true);
	});

	it.each(['given', 'absent'])('field.purpose = %s', (purpose) => {
		const asked = purpose === 'given' ? { purpose: { en: 'To call you.', zh: '以便致电。' } } : {};
		expect(mayRead({ ...field, kind: 'short-text', ...asked }, blind)).toBe(purpose === 'absent');
	});

	it.each(['short-text', 'link', 'country'])('a group that asks for a %s', (kind) => {
		const group = { ...field, kind: 'group', fields: [{ kind: 'number' }, { kind }] };
		expect(mayRead(group, blind)).toBe(kind === 'short-text');
	});
});
