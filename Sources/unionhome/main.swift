print("教工之家")
