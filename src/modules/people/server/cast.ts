import { type Relation, grantRelation, system } from '#core/access/index.ts';
import { type Context, transaction } from '#core/context/index.ts';
import { type CastRole, setCastMember } from '#core/identity/index.ts';
import { Refusal } from '#core/refusal/index.ts';
import type { PersonNames } from '../name.ts';
import { findOrCreatePersonByAddress } from './create.ts';

export interface NewCastMember {
	role: CastRole;
	name: PersonNames;
	/** An `.example` address. */
	email: string;
	relations: readonly Relation[];
	zone?: string;
	/** The edition, for the ledger. */
	scope?: string;
}

/**
 * Makes an invented person of a rehearsal whom anyone at the machine may be. Doing it again changes nothing.
 * @returns the person's id
 * @throws Refusal `forbidden` outside of a rehearsal
 */
export async function createCastMember(ctx: Context, input: NewCastMember): Promise<string> {
	if (!ctx.clock.rehearsal) throw new Refusal('forbidden', 'rehearsal-only');
	const actor = system('rehearsal');
	return transaction(ctx, async (ctx) => {
		const { personId } = await findOrCreatePersonByAddress(ctx, actor, input.email, {
			verified: true,
			names: input.name,
			sample: true,
			...(input.zone ? { zone: input.zone } : {}),
		});
		for (const { relation, on, id } of input.relations) {
			await grantRelation(ctx, actor, personId, relation, { type: on, id }, input.scope);
		}
		await setCastMember(ctx, input.role, personId);
		return personId;
	});
}
