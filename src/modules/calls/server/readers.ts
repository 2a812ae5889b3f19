import { type Actor, personOf } from '#core/access/index.ts';
import type { Context } from '#core/context/index.ts';
import { addressesOf } from '#core/identity/index.ts';
import { record } from '#core/ledger/index.ts';
import type { Answers } from '../answers.ts';
import type { Form } from '../form.ts';
import { type Circle, namedFields, type Reader } from '../visibility.ts';
import { type CallPlace, scopeOf } from './subject.ts';

/**
 * As whom somebody reads answers: in a circle, with the confirmed addresses of his account. Whoever looks through
 * another's eyes has none: what is for named accounts is for their owners.
 * @param forms asked for addresses only where one of them has a field for named accounts; one query then
 */
export async function readerOf(
	ctx: Context,
	actor: Actor,
	circle: Circle,
	forms: readonly Pick<Form, 'fields'>[],
): Promise<Reader> {
	const person = personOf(actor);
	const named = forms.some(({ fields }) => fields.some(({ visibleTo }) => visibleTo === 'named'));
	if (!named || person === undefined || (actor.kind === 'person' && actor.seenBy)) return { circle, addresses: [] };
	const addresses = await addressesOf(ctx, person);
	return {
		circle,
		addresses: addresses.filter(({ verifiedAt }) => verifiedAt !== null).map(({ address }) => address),
	};
}

/**
 * As whom somebody reads an application of his own: all of it. Whoever looks through his eyes reads it as the desk does,
 * and nothing that is for named accounts.
 */
export function ownReader(actor: Actor): Reader {
	const looksThrough = actor.kind === 'person' && actor.seenBy !== undefined;
	return { circle: looksThrough ? 'organisers' : 'applicant', addresses: [] };
}

/**
 * Writes into the ledger that answers for named accounts were read; nothing where there are none. Call it with what was
 * given out, after `answersFor`. @param of what was read, of one application each
 */
export async function recordNamedReading(
	ctx: Context,
	actor: Actor,
	of: readonly (CallPlace & { id: string; read: readonly { form: Form; answers: Answers }[] })[],
): Promise<void> {
	const events = of.flatMap(({ id, read, ...place }) => {
		const fields = [...new Set(read.flatMap(({ form, answers }) => namedFields(form, answers)))];
		return fields.length === 0
			? []
			: [{ action: 'read-named', subject: { type: 'application', id }, scope: scopeOf(place), data: { fields } }];
	});
	await record(ctx, actor, ...events);
}
