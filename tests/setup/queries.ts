import type { TestContext } from './context.ts';

/**
 * Fails when what `work` asks of the database grows with the length of a list: a list of 1 and of 50 must cost the same
 * number of statements. Use it for every list and for every page that shows one.
 * @param grow makes the list this long (it is called with 1, then with 50)
 * @param work reads the list, and answers how many it got, so that an empty answer is no proof
 * @param most statements it may take at most
 */
export async function expectSameCost(
	ctx: Pick<TestContext, 'countStatements'>,
	grow: (length: number) => Promise<unknown>,
	work: () => Promise<number>,
	most = 8,
): Promise<void> {
	const measured = [];
	for (const length of [1, 50]) {
		await grow(length);
		let got = 0;
		// Once unmeasured: a first call may prepare something.
		await work();
		const statements = await ctx.countStatements(async () => {
			got = await work();
		});
		if (got < Math.min(length, 20)) throw new Error(`a list of ${length} came back with ${got}`);
		measured.push(statements);
	}
	const [one = 0, fifty = 0] = measured;
	if (one !== fifty) throw new Error(`a list of 1 costs ${one} statements, one of 50 costs ${fifty}`);
	if (fifty > most) throw new Error(`a list costs ${fifty} statements, ${most} at most`);
}
