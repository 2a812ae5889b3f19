import { type Path, writePath } from '#modules/calls/design.ts';

/** Where a part is edited. */
export function partPath(base: string, path: Path): string {
	return `${base}/design/part/${path.length === 0 ? 'call' : writePath(path)}`;
}

/** The section of the designer in which a part is listed. Pure. */
export function sectionOf(path: Path): string {
	const names: Record<string, string> = {
		form: 'form',
		stages: 'stages',
		attestations: 'asked',
		fulfilments: 'after',
		letters: 'letters',
	};
	return names[String(path[0] ?? '')] ?? 'settings';
}
