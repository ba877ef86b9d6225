// The Regions of the small estate.
export const virginia = 'us-east-1';
export const ireland = 'eu-west-1';
export const sydney = 'ap-southeast-2';
