import type { Blocking } from '#solvers/assignment/index.ts';

/** A blocking set in the words of the files. */
export interface NamedBlocking extends Omit<Blocking, 'papers' | 'reviewers'> {
	papers: string[];
	reviewers: string[];
	explanation: string;
}

const names = (ids: readonly string[]) =>
	ids.length <= 8 ? ids.join(', ') : `${ids.slice(0, 8).join(', ')} and ${ids.length - 8} more`;
const many = (count: number, one: string) => `${count} ${one}${count === 1 ? '' : 's'}`;

/** What stands against every assignment, in a sentence with its numbers and what would help. */
export function sayBlocking(
	blocking: Blocking,
	paperIds: readonly string[],
	reviewerIds: readonly string[],
): NamedBlocking {
	const papers = blocking.papers.map((i) => paperIds[i] as string);
	const reviewers = blocking.reviewers.map((j) => reviewerIds[j] as string);
	return { ...blocking, papers, reviewers, explanation: sentence({ ...blocking, papers, reviewers }) };
}

function sentence({ kind, papers, reviewers, needed, room, elsewhere }: Omit<NamedBlocking, 'explanation'>): string {
	const lacking = needed - room - elsewhere;
	if (kind === 'locks')
		return `${names([...papers, ...reviewers])}: ${many(needed, 'pair')} locked, ${room} possible. Release ${needed - room}.`;
	if (kind === 'loads') return `${names(reviewers)}: the minimum of ${needed} is above the maximum of ${room}.`;
	const others = elsewhere > 0 ? `, and ${elsewhere} from elsewhere` : '';
	if (kind === 'papers')
		return `${many(papers.length, 'paper')} (${names(papers)}) need ${many(needed, 'review')}, but their ${many(
			reviewers.length,
			'reviewer',
		)}${reviewers.length > 0 ? ` (${names(reviewers)})` : ''} can give ${room}${others}: ${lacking} too few. Add candidates for these papers, or raise loads.`;
	return `${many(reviewers.length, 'reviewer')} (${names(reviewers)}) must get ${many(needed, 'review')} at least, but the papers that they can review have ${room}${others}: ${lacking} too few. Lower their minimum, or add candidates.`;
}
