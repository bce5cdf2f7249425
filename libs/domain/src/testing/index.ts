export * from './clean-scan';
