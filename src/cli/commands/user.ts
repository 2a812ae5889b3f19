import { type ObjectType, type RelationName, relationNames } from '#core/access/index.ts';
import type { Context } from '#core/context/index.ts';
import { type Command, CommandFailed, UsageError, exit } from '../command.ts';
import { withApp } from '../with-app.ts';

type ObjectText =
	| { type: 'installation' }
	| { type: 'edition'; edition: string }
	| { type: 'track' | 'call'; edition: string; name: string }
	| { type: 'standing'; name: string };

/**
 * What a relation is on, as it is typed: `installation`, `edition:ipspace-2021`, `track:ipspace-2021/T3`,
 * `call:ipspace-2021/abstracts`, or of a standing call `call:star-enterprises`. Pure.
 * @throws UsageError
 */
export function readObject(text: string): ObjectText {
	if (text === 'installation') return { type: 'installation' };
	const edition = /^edition:([\w-]+)$/.exec(text);
	if (edition) return { type: 'edition', edition: edition[1] ?? '' };
	const standing = /^call:([\w-]+)$/.exec(text);
	if (standing) return { type: 'standing', name: standing[1] ?? '' };
	const within = /^(track|call):([\w-]+)\/([\w.-]+)$/.exec(text);
	if (within) return { type: within[1] as 'track' | 'call', edition: within[2] ?? '', name: within[3] ?? '' };
	throw new UsageError(
		`"${text}" is nothing that one can be related to. Write installation, edition:EDITION, track:EDITION/TRACK or call:EDITION/CALL, or call:CALL for a standing one.`,
	);
}

async function resolveObject(
	ctx: Context,
	object: ObjectText,
): Promise<{ type: ObjectType; id: string; scope?: string }> {
	if (object.type === 'installation') return { type: 'installation', id: 'installation' };
	if (object.type === 'standing') {
		const { standingBySlug } = await import('#modules/calls/server/index.ts');
		const found = await standingBySlug(ctx, object.name);
		if (!found) throw new CommandFailed(`There is no standing call "${object.name}".`);
		return { type: 'call', id: found.id, scope: found.id };
	}
	const { editionBySlug, tracksOf } = await import('#modules/editions/server/index.ts');
	const edition = await editionBySlug(ctx, object.edition);
	if (!edition) throw new CommandFailed(`There is no edition "${object.edition}".`);
	if (object.type === 'edition') return { type: 'edition', id: edition.id, scope: edition.id };
	const { callForVisitor, trackObjectId } = await import('#modules/calls/server/index.ts');
	if (object.type === 'track') {
		const tracks = await tracksOf(ctx, edition.id);
		if (!tracks.some(({ code }) => code === object.name)) {
			throw new CommandFailed(
				`${object.edition} has no track "${object.name}"; it has ${tracks.map(({ code }) => code).join(', ')}.`,
			);
		}
		return { type: 'track', id: trackObjectId(edition.id, object.name), scope: edition.id };
	}
	const call = await callForVisitor(ctx, { editionId: edition.id, call: object.name });
	if (!call) throw new CommandFailed(`${object.edition} has no call "${object.name}".`);
	return { type: 'call', id: call.id, scope: edition.id };
}

export const userGrant: Command = {
	name: 'user grant',
	summary: 'Says what a person is to the installation, an edition, a track or a call.',
	details: [
		`Relations: ${relationNames.join(', ')}. A person who is not known yet gets a record and signs in with that address. Granting the same again changes nothing. What each relation allows stands in docs/access.md.`,
	],
	arguments: [
		{ name: 'EMAIL', help: 'an address of the person' },
		{ name: 'RELATION', help: 'what the person is' },
		{
			name: 'OBJECT',
			help: 'installation, edition:EDITION, track:EDITION/TRACK, call:EDITION/CALL, or call:CALL for a standing call',
		},
	],
	examples: [
		'user grant lin@example.org organiser edition:ipspace-2021',
		'user grant lin@example.org chair track:ipspace-2021/T3',
	],
	async run({ terminal, arguments: [email = '', name = '', text = ''] }) {
		const relation = relationNames.find((known) => known === name) as RelationName | undefined;
		if (!relation) throw new UsageError(`user grant: "${name}" is no relation; there are ${relationNames.join(', ')}.`);
		const typed = readObject(text);
		const { grantRelation, system } = await import('#core/access/index.ts');
		const { transaction } = await import('#core/context/index.ts');
		const { findOrCreatePersonByAddress } = await import('#modules/people/server/index.ts');
		return withApp('user grant', async ({ ctx }) => {
			const object = await resolveObject(ctx, typed);
			const actor = system('command-line');
			const { personId, isNew, granted } = await transaction(ctx, async (tx) => {
				const person = await findOrCreatePersonByAddress(tx, actor, email);
				const { type, id, scope } = object;
				return { ...person, granted: await grantRelation(tx, actor, person.personId, relation, { type, id }, scope) };
			});
			terminal.say(
				`${email} ${granted ? 'is now' : 'was already'} ${relation} of ${text}.${isNew ? ' The person was not known before.' : ''}`,
			);
			terminal.report({ person: personId, new: isNew, relation, object: text, granted });
			return exit.good;
		});
	},
};
