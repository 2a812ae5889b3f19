/*
 * Symmetric positive definite matrices, dense, row by row in one array: A = L·Lᵀ.
 */

/** The factor L of a matrix of the given size (its lower half is read), in a new array; the upper half of it is 0. */
export function choleskyOf(matrix: Float64Array, size: number): Float64Array {
	const factor = new Float64Array(size * size);
	for (let row = 0; row < size; row += 1) {
		const at = row * size;
		for (let column = 0; column <= row; column += 1) {
			const other = column * size;
			let sum = matrix[at + column] as number;
			for (let k = 0; k < column; k += 1) sum -= (factor[at + k] as number) * (factor[other + k] as number);
			if (column < row) factor[at + column] = sum / (factor[other + column] as number);
			// What rounding takes below nothing is next to nothing: the matrices here are definite by their ridge.
			else factor[at + row] = Math.sqrt(Math.max(sum, Number.EPSILON * Math.abs(matrix[at + row] as number), 1e-300));
		}
	}
	return factor;
}

/** The logarithm of the determinant of the matrix with this factor. */
export function logDeterminant(factor: Float64Array, size: number): number {
	let sum = 0;
	for (let i = 0; i < size; i += 1) sum += Math.log(factor[i * size + i] as number);
	return 2 * sum;
}

/** Solves L·x = b in place, where b is 0 before `from`. */
export function solveLower(factor: Float64Array, size: number, vector: Float64Array, from = 0): Float64Array {
	for (let row = from; row < size; row += 1) {
		let sum = vector[row] as number;
		for (let k = from; k < row; k += 1) sum -= (factor[row * size + k] as number) * (vector[k] as number);
		vector[row] = sum / (factor[row * size + row] as number);
	}
	return vector;
}

/** Solves Lᵀ·x = b in place. */
export function solveUpper(factor: Float64Array, size: number, vector: Float64Array): Float64Array {
	for (let row = size - 1; row >= 0; row -= 1) {
		const value = (vector[row] as number) / (factor[row * size + row] as number);
		vector[row] = value;
		for (let k = 0; k < row; k += 1) {
			vector[k] = (vector[k] as number) - (factor[row * size + k] as number) * value;
		}
	}
	return vector;
}

/** The inverse of the matrix with this factor, whole. */
export function inverseOf(factor: Float64Array, size: number): Float64Array {
	const inverse = new Float64Array(size * size);
	const column = new Float64Array(size);
	for (let i = 0; i < size; i += 1) {
		column.fill(0);
		column[i] = 1;
		solveUpper(factor, size, solveLower(factor, size, column, i));
		inverse.set(column, i * size);
	}
	return inverse;
}
