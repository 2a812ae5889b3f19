/** Bytes as people read them, in steps of 1,000: 10 MB, 1.4 MB, 820 kB. */
export function formatSize(bytes: number): string {
	if (bytes < 1000) return `${bytes} B`;
	const [value, unit] =
		bytes < 1_000_000 ? [bytes / 1000, 'kB'] : bytes < 1e9 ? [bytes / 1e6, 'MB'] : [bytes / 1e9, 'GB'];
	return `${value >= 10 || Number.isInteger(value) ? Math.round(value) : value.toFixed(1)} ${unit}`;
}
