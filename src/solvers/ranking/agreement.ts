import type { ScoreTable } from './score-table.ts';

/** Variances in the square of the points' unit. */
export interface Variances {
	/** Of the part of quality that is an item's own. */
	quality: number;
	severity: number;
	noise: number;
	/** Of the level of what a juror reads, where pools of different quality were found. */
	pool: number | null;
}

export interface Agreement {
	/** ICC(A,1): the share of quality in the variance of one score (Shrout and Fleiss 1979; McGraw and Wong 1996). */
	iccSingle: number | null;
	/** ICC(A,n): the same for the mean of as many jurors as an item has (harmonic mean of the counts). */
	iccMean: number | null;
	/** ICC(C,1): agreement on the order, severity left out. */
	iccConsistency: number | null;
	/** Krippendorff's α for interval data (Krippendorff 2004, ch. 11); pairs within an item, any counts. */
	alpha: number | null;
}

/** How far jurors agree; null where the scores can't say. */
export function agreementOf(table: ScoreTable, variances: Variances | null): Agreement {
	const counts = table.ofItem.map((own) => own.length).filter((count) => count > 0);
	const shared = counts.some((count) => count > 1) && table.jurors.length > 1;
	const alpha = krippendorffAlpha(table.ofItem.map((own) => own.map((s) => table.value[s] as number)));
	if (!variances || !shared) return { iccSingle: null, iccMean: null, iccConsistency: null, alpha };
	const { severity, noise } = variances;
	const usual = counts.length / counts.reduce((sum, count) => sum + 1 / count, 0);
	// The mean of so many levels varies by its share of their variance.
	const quality = variances.quality + (variances.pool ?? 0) / usual;
	const share = (other: number) => (quality + other > 0 ? quality / (quality + other) : null);
	return {
		iccSingle: share(severity + noise),
		iccMean: share((severity + noise) / usual),
		iccConsistency: share(noise),
		alpha,
	};
}

/** Krippendorff's α of values by unit with the squared difference; null without two values in a unit or any difference. */
export function krippendorffAlpha(units: readonly (readonly number[])[]): number | null {
	const paired = units.filter((values) => values.length > 1);
	const all = paired.flat();
	const squaresOf = (values: readonly number[]) => {
		const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
		return values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
	};
	if (all.length < 2) return null;
	// Σ over pairs of squared differences is count × Σ of squares around the mean.
	const observed = paired.reduce((sum, values) => sum + (values.length * squaresOf(values)) / (values.length - 1), 0);
	const expected = (all.length * squaresOf(all)) / (all.length - 1);
	return expected > 0 && Number.isFinite(observed / expected) ? 1 - observed / expected : null;
}
