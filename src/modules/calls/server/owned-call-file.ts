import { callSchema, type Call } from '../call.ts';
import { asObject, problemsOf, readPath } from '../design.ts';
import { invalid, type Problem } from '#core/refusal/index.ts';
import { readYaml } from '#core/yaml/index.ts';
import { writeCallFile } from './designs/design-files.ts';

/** A call as a file of its own. */
export interface OwnedCall {
	/** The organisation whose standing call it is, by its slug; a file that does not say is for whoever imports it. */
	owner: string | undefined;
	call: Call;
}

/**
 * Reads a call from YAML. Where it does not name its slug, that is the name of the file, as in an edition's folder. Pure.
 * @param name of the file: `star-enterprises.yaml`
 * @throws Refusal `invalid`: each problem with its line and column (`params.line`, `params.column`), in the order of the file
 */
export function readOwnedCall(text: string, name: string): OwnedCall {
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
	const { owner, ...rest } = asObject(file.value);
	const definition = { slug: name.replace(/^.*\//, '').replace(/\.ya?ml$/i, ''), ...rest };
	const problems = problemsOf(definition).map((problem): Problem => {
		const { line, column } = file.locate(readPath(problem.path) ?? []);
		return { ...problem, params: { ...problem.params, line, column } };
	});
	if (owner !== undefined && typeof owner !== 'string') {
		problems.push({ path: 'owner', code: 'not-a-text', params: { ...file.locate(['owner']) } });
	}
	problems.sort(
		(a, b) => Number(a.params?.line) - Number(b.params?.line) || Number(a.params?.column) - Number(b.params?.column),
	);
	if (problems.length > 0) throw invalid(problems);
	return { owner: owner as string | undefined, call: callSchema.parse(definition) };
}

/** The same file again: whose call it is, then the call. Pure. */
export function writeOwnedCall({ owner, call }: { owner?: string | undefined; call: object }): string {
	return writeCallFile({ ...(owner === undefined ? {} : { owner }), ...call } as Parameters<typeof writeCallFile>[0]);
}
