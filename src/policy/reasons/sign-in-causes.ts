/** Why a sign-in fails, where the cure goes by it: for the operator, and followed by the name that was tried. */
export const NO_SUCH_NAME = 'no credential has this name';
export const HASHED_AND_CRAM = 'it signs in by CRAM-MD5, which a hashed password cannot be checked against';
