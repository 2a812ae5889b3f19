import { stringify } from 'yaml';
import { eq } from 'drizzle-orm';
import { type Actor, demand } from '#core/access/index.ts';
import type { Context } from '#core/context/index.ts';
import { invalid, notFound, type Problem } from '#core/refusal/index.ts';
import { readYaml } from '#core/yaml/index.ts';
import { asObject, type Definition, problemsOf, readPath } from '../../design.ts';
import { storedCalls } from '../stored-call.ts';
import { callSubject } from '../subject.ts';
import { call } from '../tables.ts';
import { loadDesign } from './load-design.ts';
import { writtenCall } from './written-call.ts';

/** Larger files are not calls. */
const mostCharacters = 1_000_000;

/**
 * A design as the file of a bundle: `calls/<slug>.yaml`. Importing it gives the same call.
 * @throws Refusal `not-found`, `forbidden`
 */
export async function exportDesign(
	ctx: Context,
	actor: Actor,
	{ design }: { design: string },
): Promise<{ name: string; text: string }> {
	const row = await loadDesign(ctx, actor, design, 'call.read');
	const { slug } = row.definition;
	return {
		name: `${typeof slug === 'string' && slug !== '' ? slug : 'call'}.yaml`,
		text: writeCallFile(row.definition),
	};
}

/** A call as YAML. Pure. */
export function writeCallFile(definition: Definition): string {
	return stringify(definition, { lineWidth: 110, aliasDuplicateObjects: false });
}

/**
 * Reads a call from YAML or JSON. Pure.
 * @throws Refusal `invalid`: each problem with its line and column (`params.line`, `params.column`), in the order of the file
 */
export function readCallFile(text: string): Definition {
	if (text.length > mostCharacters) throw invalid([{ path: 'file', code: 'file-too-large' }]);
	const file = readYaml(text);
	if (file.faults.length > 0) {
		throw invalid(
			file.faults.map(({ line, column, text: fault }) => ({
				path: 'file',
				code: 'unreadable-yaml',
				params: { line, column, text: fault },
			})),
		);
	}
	const definition = asObject(file.value);
	const problems = problemsOf(definition).map((problem): Problem => {
		const { line, column } = file.locate(readPath(problem.path) ?? []);
		return { ...problem, params: { ...problem.params, line, column } };
	});
	problems.sort(
		(a, b) => Number(a.params?.line) - Number(b.params?.line) || Number(a.params?.column) - Number(b.params?.column),
	);
	if (problems.length > 0) throw invalid(problems);
	return definition;
}

/**
 * A call as it is published, as the file of a bundle.
 * @throws Refusal `not-found`, `forbidden`
 */
export async function exportCall(
	ctx: Context,
	actor: Actor,
	input: { call: string; tracks: readonly string[] },
): Promise<{ name: string; text: string }> {
	const [stored] = await storedCalls(ctx, eq(call.id, input.call));
	if (!stored) throw notFound();
	demand(ctx, actor, 'call.read', callSubject(stored));
	return { name: `${stored.call.slug}.yaml`, text: writeCallFile(writtenCall(stored.call, input.tracks)) };
}
