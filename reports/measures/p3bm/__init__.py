"""Analysis of poverty indicators (P3BM, DOMAIN 5-7, 18): formulas only. Decimal in, Decimal out; thresholds are arguments."""
